import{a}from"./part-UYKMX5CF.js";import"./part-KTWBO4JE.js";import"./part-QAXIEX2Q.js";import"./part-CONF7NS3.js";export{a as PushQuestion};
