namespace IosBackup.Engine.Records.WhatsApp;

/// <summary>The columns of a WhatsApp message, its media and its link.</summary>
internal sealed class WhatsAppColumns
{
    public WhatsAppColumns(RecordStore store)
    {
        Select = store.Select("ZWAMESSAGE", "m", "Z_PK");
        Select.Join("ZWAMEDIAITEM", "i", "Z_PK", "m", "ZMEDIAITEM");
        Select.Join("ZWAMESSAGEDATAITEM", "d", "ZMESSAGE", "m", "Z_PK");
        Chat = Select.Column("m", "ZCHATSESSION");
        Member = Select.Column("m", "ZGROUPMEMBER");
        IsFromMe = Select.Column("m", "ZISFROMME");
        From = Select.Column("m", "ZFROMJID");
        PushName = Select.Column("m", "ZPUSHNAME");
        Date = Select.Column("m", "ZMESSAGEDATE");
        Text = Select.Column("m", "ZTEXT");
        Type = Select.Column("m", "ZMESSAGETYPE");
        GroupEvent = Select.Column("m", "ZGROUPEVENTTYPE");
        Status = Select.Column("m", "ZMESSAGESTATUS");
        Stanza = Select.Column("m", "ZSTANZAID");
        Starred = Select.Column("m", "ZSTARRED");
        MediaPath = Select.Column("i", "ZMEDIALOCALPATH");
        MediaTitle = Select.Column("i", "ZTITLE");
        MediaSize = Select.Column("i", "ZFILESIZE");
        MediaUrl = Select.Column("i", "ZMEDIAURL");
        CardName = Select.Column("i", "ZVCARDNAME");
        Card = Select.Column("i", "ZVCARDSTRING");
        Latitude = Select.Column("i", "ZLATITUDE");
        Longitude = Select.Column("i", "ZLONGITUDE");
        Metadata = Select.Column("i", "ZMETADATA");
        LinkUrl = Select.Column("d", "ZMATCHEDTEXT", "ZCONTENT1");
        LinkTitle = Select.Column("d", "ZTITLE");
    }

    /// <summary>The query for messages.</summary>
    public RecordSelect Select { get; }

    public int Chat { get; }

    public int Member { get; }

    public int IsFromMe { get; }

    public int From { get; }

    public int PushName { get; }

    public int Date { get; }

    public int Text { get; }

    public int Type { get; }

    public int GroupEvent { get; }

    public int Status { get; }

    public int Stanza { get; }

    public int Starred { get; }

    public int MediaPath { get; }

    public int MediaTitle { get; }

    public int MediaSize { get; }

    public int MediaUrl { get; }

    public int CardName { get; }

    public int Card { get; }

    public int Latitude { get; }

    public int Longitude { get; }

    public int Metadata { get; }

    public int LinkUrl { get; }

    public int LinkTitle { get; }
}
