import{a}from"./part-43NOT7PD.js";import"./part-IPYQ364A.js";import"./part-AG2MSFJ7.js";import"./part-BST2E7FR.js";export{a as PushQuestion};
