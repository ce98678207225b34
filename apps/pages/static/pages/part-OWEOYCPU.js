import{a}from"./part-KG2FM7ON.js";import"./part-IPYQ364A.js";import"./part-22TX7WKS.js";import"./part-OHL2XSLJ.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
