import{a}from"./part-3YJEBJIL.js";import"./part-KTWBO4JE.js";import"./part-MOZY6DIM.js";import"./part-VRPGTCOM.js";export{a as PushQuestion};
