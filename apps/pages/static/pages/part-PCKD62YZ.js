import{a}from"./part-BB6XGVHS.js";import"./part-IPYQ364A.js";import"./part-S55ODVBH.js";import"./part-LC72EOXY.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
