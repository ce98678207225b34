import{a,b}from"./part-OAGOUETR.js";import"./part-UY4BTELV.js";import"./part-W37BYU3M.js";import"./part-YNWEOXNA.js";import"./part-IGFLKVX3.js";export{a as ViewAs,b as ViewAsLink};
