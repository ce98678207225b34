import{a}from"./part-WXSZVUKS.js";import"./part-IPYQ364A.js";import"./part-MRT4EWGM.js";import"./part-XRQKM3J6.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
