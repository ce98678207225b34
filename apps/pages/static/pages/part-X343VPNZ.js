import{a}from"./part-OUZIWZAU.js";import"./part-IPYQ364A.js";import"./part-GSLW3PQK.js";import"./part-LYXT2VLM.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
