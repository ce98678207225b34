import{a}from"./part-7M7HAUV7.js";import"./part-KTWBO4JE.js";import"./part-HQ7TICMC.js";import"./part-LYUJN63T.js";export{a as PushQuestion};
