import{a}from"./part-FEDC4AVJ.js";import"./part-IPYQ364A.js";import"./part-MENSLGTU.js";import"./part-GQ4C3XAI.js";export{a as PushQuestion};
