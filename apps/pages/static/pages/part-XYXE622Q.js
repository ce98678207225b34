import{a}from"./part-O3ZP5UQZ.js";import"./part-KTWBO4JE.js";import"./part-TZ7ADZG4.js";import"./part-CPLSHFOC.js";export{a as PushQuestion};
