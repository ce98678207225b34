import{a}from"./part-T5EGUI6B.js";import"./part-KTWBO4JE.js";import"./part-USCN4YUA.js";import"./part-3IP2PXEM.js";export{a as PushQuestion};
