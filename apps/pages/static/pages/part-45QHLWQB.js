import{a}from"./part-SBSHA7RW.js";import"./part-GLGJBFQD.js";import"./part-Y3FA5C42.js";import"./part-NJTABAVV.js";import"./part-2DOCFZTZ.js";import"./part-6EU2NTGL.js";export{a as Excuses};
