using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace IosBackup.VirtualDevice.Content.Starter.Formats;

/// <summary>Writes PDF files of one page with a few lines of text.</summary>
internal static class PdfWriter
{
    public static byte[] Write(params string[] lines)
    {
        StringBuilder text = new("BT /F1 14 Tf 18 TL 72 760 Td\n");
        foreach (string line in lines)
        {
            string escaped = line.Replace("\\", "\\\\").Replace("(", "\\(").Replace(")", "\\)");
            text.Append('(').Append(escaped).Append(") Tj T*\n");
        }

        text.Append("ET");
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
                + " /Resources << /Font << /F1 4 0 R >> >> >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            "<< /Length " + Number(text.Length) + " >>\nstream\n" + text + "\nendstream",
        ];
        ByteBuilder output = new ByteBuilder().Ascii("%PDF-1.4\n");
        List<int> positions = [];
        for (int i = 0; i < objects.Length; i++)
        {
            positions.Add(output.Length);
            output.Ascii(Number(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n");
        }

        int tableAt = output.Length;
        output.Ascii("xref\n0 6\n0000000000 65535 f \n");
        foreach (int position in positions)
        {
            output.Ascii(position.ToString("D10", CultureInfo.InvariantCulture) + " 00000 n \n");
        }

        output.Ascii("trailer << /Size 6 /Root 1 0 R >>\nstartxref\n"
            + Number(tableAt) + "\n%%EOF\n");
        return output.ToArray();
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
