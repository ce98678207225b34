import{a}from"./part-HSCJRFFK.js";import"./part-KTWBO4JE.js";import"./part-6EXLFS5W.js";import"./part-Z5NLRQE6.js";export{a as PushQuestion};
