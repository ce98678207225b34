import{a}from"./part-RHO4QG2C.js";import"./part-IPYQ364A.js";import"./part-W5VHN6TV.js";import"./part-6EU2NTGL.js";export{a as PushQuestion};
