import{a,b}from"./part-GM6JD3TH.js";import"./part-6XF37KVY.js";import"./part-GGGS77YA.js";import"./part-XRQKM3J6.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
