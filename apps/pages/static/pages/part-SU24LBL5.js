import{a}from"./part-EUAH37BB.js";import"./part-IPYQ364A.js";import"./part-EKVCNOAX.js";import"./part-VN4GN3IV.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
