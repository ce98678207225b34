import{a}from"./part-OB5IY7AP.js";import"./part-IPYQ364A.js";import"./part-HX5RUBFA.js";import"./part-VOBN4TB3.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
