import{a}from"./part-AE5SJTHJ.js";import"./part-IPYQ364A.js";import"./part-FRX42OZE.js";import"./part-UQFXR6PW.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
