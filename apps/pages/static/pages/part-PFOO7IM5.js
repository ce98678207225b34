import{a}from"./part-6NY7E22R.js";import"./part-IPYQ364A.js";import"./part-QTYEPZ5O.js";import"./part-XZQKVLZX.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
