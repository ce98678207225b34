import{a}from"./part-6ECPM52P.js";import"./part-IPYQ364A.js";import"./part-7AEWNFJL.js";import"./part-YU7MNWM4.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
