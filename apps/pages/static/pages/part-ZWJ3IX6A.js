import{a}from"./part-HONTD4WJ.js";import"./part-IPYQ364A.js";import"./part-A2X7PVMO.js";import"./part-CY7XF4HD.js";export{a as PushQuestion};
