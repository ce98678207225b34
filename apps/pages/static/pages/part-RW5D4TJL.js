import{a}from"./part-WXJD5MOP.js";import"./part-IPYQ364A.js";import"./part-HTMLBWL3.js";import"./part-GODQFT43.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
