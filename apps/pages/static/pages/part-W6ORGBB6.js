import{a}from"./part-6FJBHDVX.js";import"./part-KTWBO4JE.js";import"./part-C65ZR4QQ.js";import"./part-NBQBIF2M.js";export{a as PushQuestion};
