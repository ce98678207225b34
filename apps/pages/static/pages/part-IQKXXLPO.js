import{a}from"./part-22TGUHTS.js";import"./part-KTWBO4JE.js";import"./part-SX4SZJUU.js";import"./part-A6UK5PXH.js";export{a as PushQuestion};
