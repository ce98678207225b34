import{a}from"./part-7DHXDM23.js";import"./part-IPYQ364A.js";import"./part-A6DKAVSH.js";import"./part-JJQXO4BH.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
