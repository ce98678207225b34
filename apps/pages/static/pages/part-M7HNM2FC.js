import{a,b}from"./part-TUO7NLP5.js";import"./part-UY4BTELV.js";import"./part-WEYPS2EO.js";import"./part-TQ2JGHV7.js";import"./part-FWL6VWHF.js";export{a as ViewAs,b as ViewAsLink};
