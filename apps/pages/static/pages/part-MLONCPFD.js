import{a}from"./part-ZLVOSJWJ.js";import"./part-KTWBO4JE.js";import"./part-SL2GAMHM.js";import"./part-TDBUAQYI.js";export{a as PushQuestion};
