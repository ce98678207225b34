import{a}from"./part-4UTIMBF5.js";import"./part-KTWBO4JE.js";import"./part-G4R4VYR3.js";import"./part-5HY6FPY6.js";export{a as PushQuestion};
