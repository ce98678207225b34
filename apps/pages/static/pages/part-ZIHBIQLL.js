import{a}from"./part-6ECGAEVB.js";import"./part-IPYQ364A.js";import"./part-YIEDHNQB.js";import"./part-5OC23S5M.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
