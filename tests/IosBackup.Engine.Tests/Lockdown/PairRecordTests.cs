using System;
using System.Text;
using CsCheck;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Tests.Peers;
using Xunit;

namespace IosBackup.Engine.Tests.Lockdown;

public sealed class PairRecordTests
{
    private static readonly Lazy<byte[]> s_record = new(() => PairRecord
        .Create(ScriptedPhone.Certificates, "HOST", "BUID", "aa:bb:cc:dd:ee:ff")
        .WithEscrowBag(new byte[32])
        .ToBytes());

    [Theory]
    [InlineData("HostID")]
    [InlineData("SystemBUID")]
    [InlineData("HostCertificate")]
    [InlineData("HostPrivateKey")]
    [InlineData("DeviceCertificate")]
    public void A_record_without_what_a_session_needs_is_no_pairing(string key)
    {
        PlistDictionary values = PropertyList.ParseDictionary(s_record.Value);
        values.Remove(key);

        AssertNoPairing(PropertyList.ToBinary(values));
    }

    [Fact]
    public void Unreadable_records_are_no_pairing()
    {
        AssertNoPairing([]);
        AssertNoPairing("not a property list"u8.ToArray());
        PlistDictionary values = PropertyList.ParseDictionary(s_record.Value);
        values["HostPrivateKey"] = values["RootPrivateKey"];
        AssertNoPairing(PropertyList.ToXml(values));
        values["HostPrivateKey"] = values["HostCertificate"];
        AssertNoPairing(PropertyList.ToXml(values));
    }

    [Fact]
    public void Unknown_keys_survive_a_new_escrow_bag()
    {
        PlistDictionary values = PropertyList.ParseDictionary(s_record.Value);
        values["FromTheFuture"] = new PlistArray([1, "two"]);

        PairRecord record = PairRecord.Parse(PropertyList.ToBinary(values)).WithEscrowBag(new byte[] { 9 });

        values["EscrowBag"] = new byte[] { 9 };
        Assert.Equal(values, PropertyList.Parse(record.ToBytes()));
    }

    [Fact]
    public void A_record_shows_none_of_its_secrets()
    {
        PairRecord record = PairRecord.Parse(s_record.Value);

        Assert.Equal("pair record", record.ToString());
        Assert.DoesNotContain(
            record.PublicPart(), static e => e.Key.Contains("PrivateKey", StringComparison.Ordinal) || e.Key == "EscrowBag");
        PlistDictionary damaged = PropertyList.ParseDictionary(s_record.Value);
        string key = Encoding.ASCII.GetString(damaged.GetData("HostPrivateKey")!.Value.Span);
        damaged["HostPrivateKey"] = Encoding.ASCII.GetBytes(key.Replace("MII", "M!I", StringComparison.Ordinal));
        EngineException refused = Assert.Throws<EngineException>(
            () => new TlsCredentials(PairRecord.Parse(PropertyList.ToXml(damaged))));
        Assert.DoesNotContain(key.Split('\n')[2], refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_certificates_and_keys_give_one_typed_error()
    {
        PlistDictionary whole = PropertyList.ParseDictionary(s_record.Value);
        string[] keys = ["HostCertificate", "HostPrivateKey", "DeviceCertificate"];
        Gen.Select(Gen.Int[0, keys.Length - 1], Gen.Int[0, 900], Gen.Char["\0\n-=!Aa"]).Sample(
            damage =>
            {
                (int which, int at, char value) = damage;
                PlistDictionary values = PropertyList.ParseDictionary(s_record.Value);
                byte[] bytes = whole.GetData(keys[which])!.Value.ToArray();
                bytes[at] = (byte)value;
                values[keys[which]] = bytes;
                try
                {
                    new TlsCredentials(PairRecord.Parse(PropertyList.ToBinary(values))).Dispose();
                }
                catch (EngineException e)
                {
                    Assert.Equal(ErrorKind.PairingRequired, e.Kind);
                }
            },
            iter: 100);
    }

    private static void AssertNoPairing(byte[] bytes)
    {
        EngineException refused = Assert.Throws<EngineException>(() =>
        {
            using TlsCredentials credentials = new(PairRecord.Parse(bytes));
        });
        Assert.Equal(ErrorKind.PairingRequired, refused.Kind);
    }
}
