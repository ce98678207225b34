import{a}from"./part-NLO5SPUE.js";import"./part-7XOO7ENJ.js";import"./part-WF5HHUTE.js";import"./part-LMBY3PMR.js";import"./part-Z5NLRQE6.js";export{a as Excuses};
