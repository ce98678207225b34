import{a,b}from"./part-N7KVLL5P.js";import"./part-QQL52YPI.js";import"./part-LYXT2VLM.js";import"./part-UA3FRZVZ.js";export{b as Palette,a as PaletteButton};
