import{a}from"./part-EPU52I4V.js";import"./part-IPYQ364A.js";import"./part-EANDUGSC.js";import"./part-H47Z4M4E.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
