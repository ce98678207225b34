import{a}from"./part-HEAMWN4I.js";import"./part-KTWBO4JE.js";import"./part-R47U6TEV.js";import"./part-IGFLKVX3.js";export{a as PushQuestion};
