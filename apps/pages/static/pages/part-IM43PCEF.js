import{a}from"./part-OCH4TXAX.js";import"./part-H6LJ7VY7.js";import"./part-B54T6EJZ.js";import"./part-YNWEOXNA.js";import"./part-IGFLKVX3.js";export{a as Excuses};
