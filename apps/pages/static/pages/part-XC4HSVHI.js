import{a}from"./part-LLBZ7OSV.js";import"./part-IPYQ364A.js";import"./part-VJWQPJ37.js";import"./part-RCGW2WYD.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
