import{a}from"./part-LXMJPL3V.js";import"./part-IPYQ364A.js";import"./part-LSJALSV2.js";import"./part-6ZGDJ3K3.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
