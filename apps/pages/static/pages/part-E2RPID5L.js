import{a}from"./part-VZNCZOU3.js";import"./part-IPYQ364A.js";import"./part-E3THMVQP.js";import"./part-XNOA4SZX.js";export{a as PushQuestion};
