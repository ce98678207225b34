import"./part-VN4GN3IV.js";import"./part-UA3FRZVZ.js";
