import{a}from"./part-OISMHKDK.js";import"./part-5R73XU2Z.js";import"./part-ZUQTSNEB.js";import"./part-4WTTDGT2.js";import"./part-BJC656MG.js";export{a as Excuses};
