import{a}from"./part-TDAIMACE.js";import"./part-KTWBO4JE.js";import"./part-OKZNPW4H.js";import"./part-GBOXUWNI.js";export{a as PushQuestion};
