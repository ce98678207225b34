import{a}from"./part-XZ4DEGRF.js";import"./part-IPYQ364A.js";import"./part-XFTHJZTP.js";import"./part-Y2TBUR72.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
