import{a}from"./part-DDCOEI2Q.js";import"./part-IPYQ364A.js";import"./part-AUNH5BAI.js";import"./part-R3AQFDSL.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
