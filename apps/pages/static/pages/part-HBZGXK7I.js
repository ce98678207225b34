import{a,b}from"./part-EIACJZ4C.js";import"./part-JJQRVLGI.js";import"./part-QPHATD2P.js";import"./part-UA3FRZVZ.js";export{b as Palette,a as PaletteButton};
