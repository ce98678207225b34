import{a,b}from"./part-NALZKNRE.js";import"./part-UY4BTELV.js";import"./part-JIUE4SM6.js";import"./part-B3LYBBPO.js";import"./part-NBQBIF2M.js";export{a as ViewAs,b as ViewAsLink};
