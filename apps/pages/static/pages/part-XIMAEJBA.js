import{a}from"./part-POOOSVI3.js";import"./part-IPYQ364A.js";import"./part-HIKPPNWE.js";import"./part-HLTYPTNK.js";export{a as PushQuestion};
