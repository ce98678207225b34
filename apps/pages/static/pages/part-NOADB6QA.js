import{a}from"./part-XOHFFPD6.js";import"./part-IPYQ364A.js";import"./part-UW23PVS2.js";import"./part-2RYFRGK2.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
