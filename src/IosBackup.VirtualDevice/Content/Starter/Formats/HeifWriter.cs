namespace IosBackup.VirtualDevice.Content.Starter.Formats;

/// <summary>
/// Writes HEIF files (ISO/IEC 23008-12) whose picture is a JPEG item: the container is that of an iPhone's HEIC file,
/// the codec one that takes no video encoder.
/// </summary>
internal static class HeifWriter
{
    private const int PictureItem = 1;
    private const int ExifItem = 2;

    public static byte[] Write(Mosaic picture, byte[] exif)
    {
        byte[] jpeg = JpegWriter.Write(picture);
        byte[] exifItem = [.. Box.Integers(0), .. exif];
        byte[] type = Box.Make("ftyp", new ByteBuilder().Ascii("heic").Int32Big(0).Ascii("mif1heicjpeg").ToArray());

        // The locations' width is fixed, so the first try tells how long the boxes before the data are.
        int dataAt = type.Length + Meta(picture, 0, jpeg.Length, exifItem.Length).Length + 8;
        byte[] meta = Meta(picture, dataAt, jpeg.Length, exifItem.Length);
        return [.. type, .. meta, .. Box.Make("mdat", jpeg, exifItem)];
    }

    private static byte[] Meta(Mosaic picture, int dataAt, int jpegLength, int exifLength)
    {
        byte[] handler = Box.Full("hdlr", 0, 0, new ByteBuilder().Int32Big(0).Ascii("pict").Zeros(13).ToArray());
        byte[] primary = Box.Full("pitm", 0, 0, Short(PictureItem));
        byte[] items = Box.Full(
            "iinf", 0, 0, Short(2), Item(PictureItem, "jpeg", 0), Item(ExifItem, "Exif", 1));
        byte[] describes = Box.Full(
            "iref", 0, 0, Box.Make("cdsc", Short(ExifItem), Short(1), Short(PictureItem)));
        byte[] size = Box.Full("ispe", 0, 0, Box.Integers(picture.Width, picture.Height));
        byte[] association = Box.Full(
            "ipma", 0, 0, Box.Integers(1), Short(PictureItem), new ByteBuilder().Byte(1).Byte(0x81).ToArray());
        byte[] properties = Box.Make("iprp", Box.Make("ipco", size), association);
        ByteBuilder locations = new ByteBuilder().Int16Big(0x4400).Int16Big(2);
        Location(locations, PictureItem, dataAt, jpegLength);
        Location(locations, ExifItem, dataAt + jpegLength, exifLength);
        return Box.Full(
            "meta", 0, 0, handler, primary, Box.Full("iloc", 0, 0, locations.ToArray()), items, describes, properties);
    }

    private static byte[] Item(int id, string type, int flags) => Box.Full(
        "infe", 2, flags, new ByteBuilder().Int16Big(id).Int16Big(0).Ascii(type).Byte(0).ToArray());

    private static void Location(ByteBuilder output, int id, int at, int length) =>
        output.Int16Big(id).Int16Big(0).Int16Big(1).Int32Big(at).Int32Big(length);

    private static byte[] Short(int value) => new ByteBuilder().Int16Big(value).ToArray();
}
