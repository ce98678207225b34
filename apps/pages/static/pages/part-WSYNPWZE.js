import{a}from"./part-GYNOOFFK.js";import"./part-IPYQ364A.js";import"./part-REEP3YQY.js";import"./part-W5KU2AS5.js";export{a as PushQuestion};
