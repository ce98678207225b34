import{a,b}from"./part-44XR2EPC.js";import"./part-UY4BTELV.js";import"./part-SWLVE7AW.js";import"./part-6XWF5FF3.js";import"./part-SZXSLSLN.js";export{a as ViewAs,b as ViewAsLink};
